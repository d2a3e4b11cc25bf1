/** Mock templates for what the generic detectors find, whose rules have no form of their own. */
export const GENERIC_TEMPLATES: Readonly<Record<string, string>> = {
  'generic-authorization': '{base62:40}',
  'generic-entropy': '{base62:40}',
  'generic-password': '{base62:20}',
  'generic-secret': '{base62:40}',
}
