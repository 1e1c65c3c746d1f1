// The text of a code block as its reader sees it, whatever a highlighter made of its lines.

/** Lines of `<div>`, as Docusaurus and Starlight make them, have no line ends between; nor has `<br>`. */
export function textOf(pre: HTMLPreElement): string {
  const code = pre.querySelector('code');
  if (!code) return '';
  const lines = code.querySelectorAll(':scope>div');
  if (lines.length === 0 || lines.length < code.childNodes.length) return code.innerText;
  return Array.from(lines, (line) => line.textContent).join('\n');
}
