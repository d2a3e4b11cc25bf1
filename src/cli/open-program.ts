/** The program behind the first file. */
export interface Program extends Pick<typeof import('./run.ts'), 'run' | 'tellCrash'> {
  /** Is called at the end of a run that has done its work. */
  readonly keep: () => void
}

/** Loads the program from its sources; the built command has `openBuiltProgram` in its place. */
export async function openProgram(): Promise<Program> {
  return { ...(await import('./run.ts')), keep: () => {} }
}
