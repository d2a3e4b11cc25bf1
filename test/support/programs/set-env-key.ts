import { join } from 'node:path'
import { readWhole } from '../../../src/disk/read-whole.ts'
import { replaceFile } from '../../../src/disk/replace-file.ts'
import { withFileLock } from '../../../src/disk/with-file-lock.ts'
import { setEnvValue } from '../../../src/dotenv/set-env-value.ts'

// node program.mjs FOLDER KEY VALUE TIMES: sets a key of FOLDER/.env; VALUE is repeated 50,000 times
const [root = '', key = '', letter = '', times = '1'] = process.argv.slice(2)
const path = join(root, '.env')

// twenty of them on a busy machine
const patience = 60_000

for (let i = 0; i < Number(times); i++) {
  await withFileLock(
    path,
    async () => {
      const old = await readWhole(path)
      const text = setEnvValue(old?.text ?? '', key, letter.repeat(50_000))
      await replaceFile(path, [text], { mode: 0o600, expected: old?.digest ?? null, root })
    },
    { patience },
  )
  if (i === 0) process.stdout.write('.')
}
