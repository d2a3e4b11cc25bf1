import { GENERAL } from './general-options.ts'

const STORE = ['store', 'env'] as const

/** The verbs of the secrets family that read and write one store. */
export const STORE_VERBS = {
  'secrets rotate': {
    summary: 'give a secret a new value, step by step',
    about:
      'Writes a new version of a secret beside the current one, tries it, makes it current, and retires the old one when the grace time is over. Without --yes it only tells the steps. What was cut off goes on where it was when the same line is run again. Values are never shown.',
    operand: { name: 'NAME', says: 'the name of a key, such as DATABASE_PASSWORD', least: 0, most: 'one' },
    options: [
      ...(['generate', 'from-stdin', 'verify', 'grace', 'from-finding', 'abandon', 'store', 'env'] as const),
      ...(['dry-run', 'yes', ...GENERAL] as const),
    ],
    examples: [
      ['keywarden secrets rotate SIGNING_KEY --generate hex:64 --verify ./try.sh', 'the plan'],
      ['keywarden secrets rotate SIGNING_KEY --generate hex:64 --verify ./try.sh --yes', 'do it'],
      ['pass show new-key | keywarden secrets rotate API_KEY --from-stdin --yes', 'a key that was issued'],
    ],
    exitCodes: [
      ['0', 'done, or the plan is told'],
      ['1', 'there is no such key, or its new value did not pass'],
      ['2', 'wrong use or wrong settings'],
      ['3', 'somebody else changed it, or the store could not be asked'],
    ],
  },
  'secrets due': {
    summary: 'list how old secrets are, and which are too old',
    about:
      'Lists the age of every key of a store against max-age under [secrets.rotation] in keywarden.toml, and rotations that are not finished. Fails where a key is overdue.',
    operand: null,
    options: ['store', 'env', ...GENERAL],
    examples: [
      ['keywarden secrets due', 'the store that the settings name'],
      ['keywarden secrets due --store azure-key-vault --format json', 'one of several, for a program'],
    ],
    exitCodes: [
      ['0', 'none is overdue'],
      ['1', 'a key is overdue'],
      ['2', 'wrong use or wrong settings'],
      ['3', 'an age could not be told, or the store could not be asked'],
    ],
  },
  'secrets set': {
    summary: 'write a value to a store',
    about:
      'Writes a value to a store, as a new version that is current at once. The value comes from standard input, or is asked for at the terminal without being shown; it is never an argument, which other programs could see.',
    operand: { name: 'NAME', says: 'the name of a key, such as DATABASE_URL', least: 1, most: 'one' },
    options: [...STORE, ...GENERAL],
    examples: [
      ['keywarden secrets set DATABASE_URL', 'asks for the value'],
      ['pass show database | keywarden secrets set DATABASE_URL', 'takes it from another program'],
    ],
  },
  'secrets get': {
    summary: 'print a value of a store',
    about: 'Prints the current value of a key. Into a file or a pipe only with --reveal, and then without a line feed.',
    operand: { name: 'NAME', says: 'the name of a key, such as DATABASE_URL', least: 1, most: 'one' },
    options: ['reveal', ...STORE, ...GENERAL],
    examples: [
      ['keywarden secrets get DATABASE_URL', 'shows it at the terminal'],
      ['keywarden secrets get TLS_KEY --reveal > key.pem', 'writes it to a file, to the byte'],
    ],
  },
  'secrets list': {
    summary: 'list the keys of a store, or the versions of one',
    about: 'Lists the keys of a store with their current version and its age. With a name, all versions of that key.',
    operand: { name: 'NAME', says: 'the name of a key, such as DATABASE_URL', least: 0, most: 'one' },
    options: [...STORE, ...GENERAL],
    examples: [
      ['keywarden secrets list', 'all keys'],
      ['keywarden secrets list DATABASE_URL', 'all versions of one'],
    ],
  },
  'secrets push': {
    summary: 'bring what a .env file has into a store',
    about:
      'Tells what in a store differs from a .env file, and with --yes writes it there. Keys that only the store has stay. Placeholders and the values of .env.example are refused. Values are never shown.',
    operand: { name: 'FILE', says: 'the file; without it .env, or .env.NAME with --env NAME', least: 0, most: 'one' },
    options: ['dry-run', 'yes', 'force', ...STORE, ...GENERAL],
    examples: [
      ['keywarden secrets push', 'tell what would be written'],
      ['keywarden secrets push .env.production --env production --yes', 'write it'],
    ],
  },
  'secrets pull': {
    summary: 'bring what a store has into a .env file',
    about:
      'Tells what in a .env file differs from a store, and with --yes writes it there; every other byte of the file stays. Where there is a .env.example, only its keys and those of the file are meant. A file that git tracks or does not ignore is refused. Values are never shown.',
    operand: { name: 'FILE', says: 'the file; without it .env, or .env.NAME with --env NAME', least: 0, most: 'one' },
    options: ['dry-run', 'yes', 'force', ...STORE, ...GENERAL],
    examples: [
      ['keywarden secrets pull', 'tell what would be written'],
      ['keywarden secrets pull .env.local --yes', 'write it'],
    ],
  },
} as const
