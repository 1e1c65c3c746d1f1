// The settings that the official CLI keeps in a file: here they live as long as the shell.

export interface Config {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  unset(name: string): void;
  /** By name. */
  entries(): readonly (readonly [name: string, value: string])[];
}

/** `key` is that of the profile. */
export function createConfig(key: string): Config {
  const values = new Map([
    ['device_name', 'sandshell'],
    ['display_name', 'Sandshell'],
    ['test_mode_api_key', key],
  ]);
  return {
    get: (name) => values.get(name),
    set: (name, value) => void values.set(name, value),
    unset: (name) => void values.delete(name),
    entries: () => [...values].sort(([one], [other]) => (one < other ? -1 : 1)),
  };
}
