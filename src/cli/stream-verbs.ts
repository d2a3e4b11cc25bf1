import type { VerbSpec } from './verbs.ts'

/** Options that say whose values are known. */
export const KNOWN = ['known', 'no-known', 'known-env', 'known-stores'] as const

/** The verbs through which a program's output or a log goes. */
export const STREAM_VERBS = {
  'secrets run': {
    summary: 'run a program with its secrets, and mask them in its output',
    about:
      'Runs a program with the values of its keys in its environment, as "secrets explain" tells them. Where its output does not go to a terminal, secrets in it are masked. Signals are passed on, and the exit code is that of the program.',
    operand: {
      name: 'COMMAND',
      says: 'the program and its arguments, behind --',
      least: 1,
      most: 'many',
      isCommand: true,
    },
    options: ['env', 'offline', 'mask', 'no-mask', 'ci-masks', 'config', 'quiet', 'verbose', 'help', 'version'],
    examples: [
      ['keywarden secrets run -- node server.js', 'with the values of .env, the environment and the stores'],
      ['keywarden secrets run --env production -- npm start', 'with those of production'],
      ['keywarden secrets run --ci-masks -- ./deploy.sh', 'and have the CI runner mask them in what follows'],
    ],
    exitCodes: [
      ['as the program', 'it has run and ended'],
      ['128 + n', 'it was ended by signal n'],
      ['127', 'there is no such command'],
      ['126', 'it cannot be run'],
      ['2, 3', 'wrong use, or a value could not be had; it has not run'],
    ],
  },
  redact: {
    summary: 'mask secrets in a log that goes through',
    about:
      'Copies standard input to standard output, line by line, and masks the values of your .env files, in every encoding, and whatever the rules find.',
    operand: null,
    options: [...KNOWN, 'min-confidence', 'config', 'verbose', 'help', 'version'],
    examples: [
      ['npm test 2>&1 | keywarden redact', 'a log that others may see'],
      ['tail -f app.log | keywarden redact --known-env', 'for the secrets of the environment as well'],
    ],
  },
} as const satisfies Record<string, VerbSpec>
