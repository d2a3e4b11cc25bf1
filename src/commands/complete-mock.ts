import type { Check } from '../detect/checks/check.ts'
import { CHECKS } from '../detect/checks/check-table.ts'

/** What the named check makes of a mock's beginning; null where it can complete nothing. */
export function completeMock(name: string, before: string): string | null {
  const checks: Readonly<Record<string, Check>> = CHECKS
  return (Object.hasOwn(checks, name) ? checks[name] : undefined)?.complete?.(before) ?? null
}
