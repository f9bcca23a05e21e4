import { startApi, type Answer, type Api } from './api.fixture.ts'

export const requester = { name: 'Asha Example', email: 'asha@example.org' }

/** Routes that case-life.test.ts walks; every other of a case is walked by cases.test.ts. */
export const isCaseLife = (route: string): boolean =>
  /\/actions\/(?!estimate-cost)|\/clock-events\/|\/(?:decision|review-outcome|disclosure-proposal)$|\/letter/.test(
    route,
  )

type Who = keyof Api['people']

/** An API, and what an officer does at it over and over. */
export async function openDesk() {
  const api = await startApi()
  const tokenOf = (who: Who) => api.people[who].token
  const get = (path: string, who: Who = 'officer') => api.call('GET', path, { token: tokenOf(who) })
  let keys = 0
  const keyIn = async (text = 'How many potholes? How much did they cost?'): Promise<string> => {
    const answer = await api.call('POST', '/cases', {
      token: tokenOf('officer'),
      headers: { 'idempotency-key': `${(keys += 1)}` },
      body: {
        regime: 'foia',
        channel: 'post',
        requestText: text,
        parts: ['How many?', 'How much?'],
        requester,
      },
    })
    return answer.json.case.reference
  }
  const versionOf = async (reference: string): Promise<string> =>
    String((await get(`/cases/${reference}`)).headers['etag'])
  /** One change, made to the newest version. */
  const change = async (
    method: string,
    reference: string,
    path: string,
    body: unknown,
    who: Who = 'officer',
  ): Promise<Answer> =>
    api.call(method, `/cases/${reference}${path}`, {
      token: tokenOf(who),
      body,
      headers: { 'if-match': await versionOf(reference) },
    })
  const act = (reference: string, action: string, body: unknown = {}, who: Who = 'officer') =>
    change('POST', reference, `/actions/${action}`, body, who)
  return { api, tokenOf, get, keyIn, versionOf, change, act }
}
