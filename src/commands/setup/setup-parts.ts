/** What init sets up; each part can be left out. */
export const SETUP_PARTS = ['hooks', 'config', 'ignore', 'example', 'ci'] as const
export type SetupPart = (typeof SETUP_PARTS)[number]
