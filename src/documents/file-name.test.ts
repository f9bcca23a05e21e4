import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../test/support/property.ts'
import { extensionOf, safeFileName, uniqueFileName } from './file-name.ts'

test('a name never keeps a path, a control character or a direction mark', () => {
  assert.equal(safeFileName('../../etc/passwd'), 'passwd')
  assert.equal(safeFileName('C:\\Users\\x\\plan.docx'), 'plan.docx')
  assert.equal(safeFileName('report\u202efdp.exe'), 'reportfdp.exe')
  assert.equal(safeFileName('a\r\nContent-Type: x'), 'aContent-Type x')
  assert.equal(safeFileName('a\u061cb\u2066c\u{e0041}d\u00ade.pdf'), 'abcde.pdf')
  assert.equal(safeFileName('CON.txt'), '_CON.txt')
  assert.equal(safeFileName('..'), 'file')
  assert.equal(safeFileName(null, 'attachment'), 'attachment')
})

test('a long name keeps its extension', () => {
  const name = safeFileName(`${'ŵ'.repeat(400)}.pdf`)
  assert.equal([...name].length, 120)
  assert.equal(extensionOf(name), 'pdf')
  const endless = safeFileName(`${'../'.repeat(10_000)}${'a\u202e'.repeat(10_000)}.exe.pdf`)
  assert.deepEqual([endless.length, extensionOf(endless)], [120, 'pdf'])
})

test('any name becomes one safe, non-empty segment, and is already safe the second time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (declared) => {
      const name = safeFileName(declared)
      assert.notEqual(name, '')
      assert.ok(![...name].some((each) => '/\\\r\n\0'.includes(each)))
      assert.ok(![`.`, `..`].includes(name))
      assert.equal(safeFileName(name), name)
    }),
  )
})

test('names that differ only in case are told apart, since some disks cannot', () => {
  const taken = new Set<string>()
  const names = ['Plan.pdf', 'plan.PDF', 'Plan.pdf'].map((name) => uniqueFileName(name, taken))
  assert.deepEqual(names, ['Plan.pdf', 'plan (2).PDF', 'Plan (3).pdf'])
})
