import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { access } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { ProblemError } from '../kernel/outcome.ts'
import { drawPage } from './fixtures.ts'
import { readScan, scanFlags, scanText, type ScannedWord } from './read-scan.ts'

const lines = ['Borough of Exampleton', 'Dear Sam Specimen', 'Your reference is 4021 of 7 May']
const plain = (words: readonly ScannedWord[]): string => scanText(words).replaceAll('\n', ' ')

test('words are read in order and stand where they were drawn', async () => {
  const { words, confidence } = await readScan(drawPage(lines))
  assert.equal(scanText(words), lines.join('\n'))
  assert.ok(confidence > 80, String(confidence))
  const specimen = words.find(({ text }) => text === 'Specimen')
  assert.ok(specimen)
  // Drawn at 36 pixels a letter, its line's foot 220 pixels down, after “Dear Sam ”.
  assert.ok(specimen.top > 180 && specimen.top + specimen.height < 240, JSON.stringify(specimen))
  assert.ok(specimen.left > 200 && specimen.width > 100 && specimen.width < 220, JSON.stringify(specimen))
})

test('a page on its side, and one on its head, are read where they lie', async () => {
  for (const turn of [90, 180, 270]) {
    const turned = await sharp(drawPage(lines)).rotate(turn).png().toBuffer()
    const { words } = await readScan(turned)
    assert.equal(plain(words), lines.join(' '), `turned by ${turn}`)
    const { width, height } = await sharp(turned).metadata()
    const dear = words.find(({ text }) => text === 'Dear')
    assert.ok(dear && dear.left + dear.width <= width && dear.top + dear.height <= height)
    assert.equal(dear.width > dear.height, turn === 180)
  }
})

test('small letters of a screen, a JPEG with an orientation mark and the second page of a TIFF', async () => {
  const small = await sharp(drawPage(lines)).resize({ width: 500 }).png().toBuffer()
  assert.equal(plain((await readScan(small)).words), lines.join(' '))
  const marked = await sharp(await sharp(drawPage(lines)).rotate(270).toBuffer())
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  assert.equal(plain((await readScan(marked)).words), lines.join(' '))
  const both = await sharp([drawPage(['First page here']), drawPage(['Second page there'])], {
    join: { animated: true },
  })
    .tiff()
    .toBuffer()
  const second = await readScan(both, { page: 2 })
  assert.deepEqual([plain(second.words), second.pages], ['Second page there', 2])
})

test('a blank page has no words, and what is no picture is refused', async () => {
  assert.deepEqual(await readScan(drawPage([])), { words: [], confidence: 0, pages: 1 })
  for (const bytes of [Buffer.from('no picture'), drawPage(lines).subarray(0, 2000)])
    await assert.rejects(readScan(bytes), ProblemError)
})

test('stops when told, and after its time', async () => {
  const stopping = new AbortController()
  const waiting = [1, 2, 3].map(() => readScan(drawPage(lines), { signal: stopping.signal }))
  stopping.abort(new Error('no longer wanted'))
  for (const each of waiting) await assert.rejects(each, /no longer wanted/)
  await assert.rejects(readScan(drawPage(lines), { time: 1 }), /longer than/)
  assert.equal(plain((await readScan(drawPage(lines))).words), lines.join(' '))
})

test('the reading process has no network, writes nothing and starts no program', async () => {
  let asked = 0
  const server = createServer((_request, response) => {
    asked += 1
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const tries = [
    `await fetch('http://127.0.0.1:${port}')`,
    `(await import('node:fs')).writeFileSync('eng.traineddata', '')`,
    `(await import('node:child_process')).execFileSync(process.execPath, ['--version'])`,
  ]
  for (const attempt of tries) {
    const script = `try { ${attempt}; console.log('done') } catch (error) { console.log(error.cause?.code ?? error.code) }`
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...scanFlags,
      '--input-type=module',
      '-e',
      script,
    ])
    assert.equal(stdout.trim(), 'ERR_ACCESS_DENIED', attempt)
  }
  server.close()
  assert.equal(asked, 0)
  // The tests above read pages with these very flags, and left no language data behind.
  await assert.rejects(access('eng.traineddata'))
})
