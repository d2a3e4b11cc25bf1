/** Settings that outrank the repository's own: without them even a reading command runs what a hostile repository names. */
export const SAFE_SETTINGS = [
  'core.fsmonitor=false', // a command, run whenever the index is read
  'core.hooksPath=/dev/null', // post-index-change
  'log.showSignature=false', // runs gpg.program
  'protocol.allow=never', // a missing object of a partial clone is not fetched
  'core.commitGraph=false', // a forged graph file hides parents
  'advice.graftFileDeprecated=false', // GIT_GRAFT_FILE below is no use of grafts to advise against
] as const

/** What git is told beside the settings. */
const SAFE_VARIABLES = {
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_OPTIONAL_LOCKS: '0', // reading takes no lock and writes no index
  GIT_NO_REPLACE_OBJECTS: '1', // refs/replace shows other content than is pushed
  GIT_GRAFT_FILE: '/dev/null', // grafts hide commits
  GIT_LITERAL_PATHSPECS: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_PAGER: 'cat',
  LC_ALL: 'C', // messages are recognised by their English text
} as const

/**
 * Variables that pass on to git. A list of what may pass, not of what may not: a secret in our environment is
 * none of git's business, and GIT_TRACE, GIT_EXTERNAL_DIFF and their kind stay out without being named.
 */
const PASSED = new Set([
  ...['PATH', 'HOME', 'XDG_CONFIG_HOME', 'TMPDIR', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'DEVELOPER_DIR'],
  ...['SUDO_UID'], // the owner that git takes root to act for
  ...['USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'ALLUSERSPROFILE'],
  ...['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'PATHEXT', 'COMSPEC', 'TEMP', 'TMP', 'MSYSTEM'],
  // where the repository and its parts lie: a hook is told so, and `commit -a` has an index of its own
  ...['GIT_DIR', 'GIT_WORK_TREE', 'GIT_COMMON_DIR', 'GIT_INDEX_FILE', 'GIT_PREFIX'],
  ...['GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_QUARANTINE_PATH'],
  ...['GIT_CEILING_DIRECTORIES', 'GIT_DISCOVERY_ACROSS_FILESYSTEM'],
  // which of the user's own settings count; `safe.directory` stands there
  ...['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM'],
])

/** The environment that every git process gets: what may pass of ours, and what makes it safe. */
export function gitEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const passed: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    const key = name.toUpperCase() // Windows writes `Path`
    if (value !== undefined && PASSED.has(key)) passed[key] = value
  }
  return { ...passed, ...safeDirectories(env), ...SAFE_VARIABLES }
}

/** Of the settings given by GIT_CONFIG_COUNT, those that say which folders the user trusts; containers set them so. */
function safeDirectories(env: NodeJS.ProcessEnv): Record<string, string> {
  const folders: string[] = []
  const count = Math.min(Number(env['GIT_CONFIG_COUNT'] ?? 0) || 0, 1000)
  for (let i = 0; i < count; i++) {
    const isSafeDirectory = env[`GIT_CONFIG_KEY_${i}`]?.toLowerCase() === 'safe.directory'
    const folder = env[`GIT_CONFIG_VALUE_${i}`]
    if (isSafeDirectory && folder !== undefined) folders.push(folder)
  }
  if (folders.length === 0) return {}
  const settings: Record<string, string> = { GIT_CONFIG_COUNT: String(folders.length) }
  for (const [i, folder] of folders.entries()) {
    settings[`GIT_CONFIG_KEY_${i}`] = 'safe.directory'
    settings[`GIT_CONFIG_VALUE_${i}`] = folder
  }
  return settings
}
