// Listens on the document, for the events bubble; before the element is there, so that none is missed.

const told = document.querySelector('#told');

const sentences = {
  ready: () => 'ready',
  command: ({ line }) => `command ${line}`,
  result: ({ line, exitCode }) => `result of ${line}: exit code ${exitCode}`,
  request: ({ method, path, status }) => `request ${method} ${path}: ${status}`,
  event: ({ event }) => `event ${event.type}`,
};

for (const [name, sentence] of Object.entries(sentences)) {
  document.addEventListener(`sandshell:${name}`, ({ detail }) => {
    const item = document.createElement('li');
    item.textContent = sentence(detail);
    told.append(item);
  });
}
