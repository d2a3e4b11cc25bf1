import { GENERAL } from './general-options.ts'

/** The verbs that set a repository up, prove it, and take it back. */
export const SETUP_VERBS = {
  init: {
    summary: 'set up hooks, settings, ignore lines and the CI step',
    about:
      'Sets a repository up: hooks by husky, lefthook, pre-commit, simple-git-hooks or plain ones, settings, ignore lines, .env.example and a CI step. It adds to what is there and writes over nothing; a second run changes nothing.',
    operand: null,
    options: ['dry-run', 'yes', 'skip', 'with-baseline', ...GENERAL],
    examples: [
      ['keywarden init --dry-run', 'see every line that it would write'],
      ['keywarden init --yes', 'write without asking'],
      ['keywarden init --yes --skip ci --skip example', 'some parts only'],
    ],
  },
  doctor: {
    summary: 'prove that the hooks block, and find what keeps them from it',
    about:
      'Makes a scratch commit, merge and push with a made-up secret in a work tree of its own and sees whether the hooks stop them; finds hooks that git does not look at, a PATH without node, versions that differ, tracked .env files and shallow clones. It runs the hooks of the repository, so call it where you trust them.',
    operand: null,
    options: GENERAL,
    examples: [
      ['keywarden doctor', 'the repository that you are in'],
      ['keywarden doctor --format json', 'for a program'],
    ],
  },
  uninstall: {
    summary: 'remove what init wrote',
    about: 'Removes what init wrote, known by its marks, and nothing else. A baseline stays.',
    operand: null,
    options: ['dry-run', ...GENERAL],
    examples: [
      ['keywarden uninstall --dry-run', 'see what would go'],
      ['keywarden uninstall', 'remove it'],
    ],
  },
} as const
