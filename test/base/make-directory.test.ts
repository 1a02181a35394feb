import { chmodSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import t from 'tap'
import { makeDirectory } from '../../src/base/make-directory.ts'

t.test('makes what is missing, for its owner alone, and leaves alone what is there', (t) => {
  const directory = t.testdir({ there: {} })
  chmodSync(join(directory, 'there'), 0o755)
  makeDirectory(join(directory, 'there', 'a', 'b'))
  for (const made of ['there/a', 'there/a/b']) t.equal(statSync(join(directory, made)).mode & 0o777, 0o700, made)
  makeDirectory(join(directory, 'there'))
  t.equal(statSync(join(directory, 'there')).mode & 0o777, 0o755)
  makeDirectory(relative('.', join(directory, 'from here')))
  t.ok(statSync(join(directory, 'from here')).isDirectory())
  symlinkSync('there', join(directory, 'link'))
  makeDirectory(join(directory, 'link', 'c'))
  t.ok(statSync(join(directory, 'there', 'c')).isDirectory())
  t.end()
})

t.test('throws the system’s error where nothing can be made', (t) => {
  const directory = t.testdir()
  writeFileSync(join(directory, 'file'), '')
  symlinkSync('nowhere', join(directory, 'link'))
  const cases = { file: 'EEXIST', 'file/below': 'ENOTDIR', link: 'ENOENT', 'link/below': 'ENOENT', 'link/below/deep': 'ENOENT' }
  for (const [path, code] of Object.entries(cases)) t.throws(() => makeDirectory(join(directory, path)), { code, syscall: /./ })
  t.end()
})

t.test('ends where a directory can hold no other', { skip: process.platform !== 'linux' }, (t) => {
  // mkdirSync with `recursive` does not come back from these.
  for (const path of ['/proc/nowhere', '/proc/nowhere/deep']) t.throws(() => makeDirectory(path), { code: 'ENOENT' }, path)
  t.end()
})
