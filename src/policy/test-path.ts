const TEST_FOLDER =
  /(?:^|\/)(?:tests?|__tests__|specs?|e2e|cypress|fixtures?|__fixtures__|test-?data|mocks?|__mocks__|node_modules|vendor|third_party)\//i
const TEST_FILE = /(?:[._-](?:test|spec)\.\w+|(?:^|\/)(?:test_\w+|conftest)\.py|_test\.go)$/i

/** True for a path where tests and what they read stand, or the code of others: what it holds is made up. */
export function isTestPath(path: string): boolean {
  return TEST_FOLDER.test(path) || TEST_FILE.test(path)
}
