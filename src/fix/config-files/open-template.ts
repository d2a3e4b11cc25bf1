import { readEnv } from '../../dotenv/read-env.ts'
import { Secret } from '../../model/secret.ts'
import { type Planner, plainPlanner, refuse, type SourceFile } from '../fix-plan.ts'

/** A planner for `.env.example`: the value goes to `.env`, the key stays and is empty. */
export function openTemplate({ text }: SourceFile): Planner {
  const entries = readEnv(text)
  return plainPlanner((site) => {
    const entry = entries.find(({ valueStart, valueEnd }) => valueStart <= site.start && site.end <= valueEnd)
    if (entry === undefined) return refuse('the secret stands in a comment', 'delete it there')
    return {
      kind: 'lookup',
      value: new Secret(entry.value),
      hint: { exact: entry.key, assigned: [], form: '' },
      neededBy: 'run',
      edits: () => [{ start: entry.valueStart, end: entry.valueEnd, text: '' }],
    }
  })
}
