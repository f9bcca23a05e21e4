import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filterChips, pageLinks, readState, sortLink, twinLink, withQuery } from './links.ts'

const state = readState({ url: '/log?topic=roads&topic=waste&year=2026&empty=&page=3&q=a%26b' })

test('one state has one address', () => {
  assert.deepEqual(state.query, { topic: ['roads', 'waste'], year: '2026', page: '3', q: 'a&b' })
  assert.equal(withQuery(state, { year: null, page: null }), '/log?topic=roads&topic=waste&q=a%26b')
  assert.equal(
    withQuery(readState({ url: '//elsewhere.invalid/x' }), {}),
    '/x',
    'never leads to another site',
  )
})

test('a twin keeps the state but not the page', () => {
  assert.equal(twinLink(state, 'csv'), '/log.csv?topic=roads&topic=waste&year=2026&q=a%26b')
})

test('choosing a sorted column again turns it round and starts at the first page', () => {
  const plain = readState({ url: '/log?page=2' })
  assert.deepEqual(sortLink(plain, 'due', ''), { href: '/log?sort=due', order: 'none' })
  assert.deepEqual(sortLink(plain, 'due', 'due'), { href: '/log?sort=-due', order: 'ascending' })
  assert.deepEqual(sortLink(plain, 'due', '-due'), { href: '/log?sort=due', order: 'descending' })
})

test('a long list shows its ends and its neighbours', () => {
  const links = pageLinks(readState({ url: '/log' }), { items: [], total: 250, page: 5, pageSize: 25 })
  assert.deepEqual(
    links.items.map(({ number }) => number),
    [1, null, 4, 5, 6, null, 10],
  )
  assert.deepEqual(
    [links.from, links.to, links.previous, links.next],
    [101, 125, '/log?page=4', '/log?page=6'],
  )
  const none = pageLinks(readState({ url: '/log' }), { items: [], total: 0, page: 1, pageSize: 25 })
  assert.deepEqual([none.from, none.to, none.pages, none.next], [0, 0, 1, null])
})

test('each filter in force can be taken out by itself', () => {
  assert.deepEqual(
    filterChips(state, {
      topic: { category: 'Topic', values: { roads: 'Roads' } },
      format: { category: 'Format' },
    }),
    [
      { category: 'Topic', text: 'Roads', href: '/log?topic=waste&year=2026&q=a%26b' },
      { category: 'Topic', text: 'waste', href: '/log?topic=roads&year=2026&q=a%26b' },
    ],
  )
})
