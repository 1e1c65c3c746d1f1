// Handlers in the page that take webhooks: a listener of `sandshell:webhook` answers by `respondWith`,
// at once, with a Response or a promise of one.

/** `name`: of `page:NAME`, or the address of the endpoint. Rejects where nobody answers to it. */
export async function askPage(name: string, request: Request): Promise<Response> {
  let answer: Response | Promise<Response> | undefined;
  const respondWith = (response: Response | Promise<Response>): void => void (answer = response);
  document.dispatchEvent(
    new CustomEvent('sandshell:webhook', { detail: { name, request, respondWith } }),
  );
  if (!answer) throw new Error(`nothing in this page answers to "${name}"`);
  return answer;
}
