import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { openLog } from '../../src/runtime/open-log.ts'

t.test('plain, gzip and zstd files read the same, and progress counts bytes on disk', async (t) => {
  const directory = t.testdir()
  const content = 'one\ntwo\n'.repeat(100)
  const files = { 'a.log': Buffer.from(content), 'a.log.gz': gzipSync(content), 'a.log.zst': zstdCompressSync(content) }
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(directory, name)
    writeFileSync(path, bytes)
    let read = 0
    const log = openLog(path, (count) => (read += count))
    t.equal(await text(log.content), content, name)
    t.equal(log.size, bytes.length)
    t.equal(read, bytes.length)
  }
})

t.test('a file that is not there, and one that is not what its name says', async (t) => {
  const directory = t.testdir({ 'bad.gz': 'plain' })
  t.throws(() => openLog(join(directory, 'gone.log')), { code: 'FILE_UNREADABLE', place: { file: join(directory, 'gone.log') } })
  await t.rejects(text(openLog(join(directory, 'bad.gz')).content), {
    code: 'FILE_UNREADABLE',
    place: { file: join(directory, 'bad.gz') },
  })
})
