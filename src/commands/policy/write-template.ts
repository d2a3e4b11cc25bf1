import { join } from 'node:path'
import type { Detector } from '../../detect/detector.ts'
import { readWhole } from '../../disk/read-whole.ts'
import { blankEnvKey } from '../../dotenv/blank-env-key.ts'
import { effectiveEntries } from '../../dotenv/effective-entries.ts'
import type { MendStep } from '../../policy/plan-mends.ts'
import { extendTemplate, templateOf } from '../../policy/template-text.ts'
import { scanText } from '../scan-text.ts'

type TemplateStep = Extract<MendStep, { kind: 'template' }>

/** What a template is to be: its old text with the step's keys added and values taken out; a new one tells all keys. */
export async function templateAfter(
  step: TemplateStep,
  before: string | null,
  { root, detector }: { readonly root: string; readonly detector: Detector },
): Promise<string> {
  let text = before ?? ''
  for (const key of step.blank) text = blankEnvKey(text, key)
  for (const path of step.from) {
    const file = await readWhole(join(root, path))
    const model = withoutSecrets(templateOf(file?.text ?? ''), path, detector)
    const keys = [...effectiveEntries(model).keys()]
    if (text === '' && step.keys.length === 0) text = model
    else
      text = extendTemplate(
        text,
        model,
        keys.filter((key) => step.keys.length === 0 || step.keys.includes(key)),
      )
  }
  return extendTemplate(text, '', step.keys)
}

/** A comment may hold a secret that stands nowhere else. */
function withoutSecrets(template: string, path: string, detector: Detector): string {
  const lines = template.split('\n')
  for (const { location } of scanText(detector, template, path)) {
    for (let line = location.startLine; line <= location.endLine; line++) {
      lines[line - 1] = (lines[line - 1] ?? '').replace(/#.*/, '').trimEnd()
    }
  }
  return lines.join('\n')
}
