// For the mistakes of whoever called the program: told without a stack, with exit status 2.

export class UsageError extends Error {}
