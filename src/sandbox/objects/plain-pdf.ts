// The smallest PDF that shows lines of text, one below the other, on one page.
// Source: ISO 32000-1, 7.5 (structure of files) and 9.4 (text)

const lineHeight = 18;

/** Each character of it is one byte. */
export function plainPdf(lines: readonly string[]): string {
  const shown = lines.map((line) => `(${escaped(line)}) Tj 0 -${lineHeight} Td`).join('\n');
  const content = `BT /F1 12 Tf 56 780 Td\n${shown}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ' +
      '/Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((body, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  return (
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}` +
    `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  );
}

/** What the font does not have is a question mark. */
function escaped(line: string): string {
  return line
    .replace(/[^\u0020-\u007E\u00A0-\u00FF]/gu, '?')
    .replace(/[\\()]/g, (sign) => `\\${sign}`);
}
