// Each button calls the method of its name, and tells what came of it.

const shell = document.querySelector('sand-shell');
const output = document.querySelector('output');
let kept;

const calls = {
  async run() {
    const { stdout, exitCode } = await shell.run('stripe customers create --name Jane');
    return `exit code ${exitCode}, customer ${JSON.parse(stdout).id}`;
  },
  async insert() {
    await shell.insert('stripe customers list');
    return 'in the prompt';
  },
  clear: () => shell.clear(),
  reset: () => shell.reset(),
  async snapshot() {
    kept = await shell.snapshot();
    document.querySelector('#restore').disabled = false;
    return `${JSON.stringify(kept).length} characters`;
  },
  restore: () => shell.restore(kept),
  focus: () => shell.focus(),
  transcript: () => shell.transcript(),
};

for (const [name, call] of Object.entries(calls)) {
  document.querySelector(`#${name}`).addEventListener('click', async () => {
    try {
      output.textContent = `${name}: ${(await call()) ?? 'done'}`;
    } catch (error) {
      output.textContent = `${name}: ${error.message}`;
    }
  });
}
