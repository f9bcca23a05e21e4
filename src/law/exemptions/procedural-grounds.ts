import type { Citation } from '../citation.ts'
import { foia } from '../citations/foia.ts'
import type { RefusalContent } from './exemption.ts'

/** A reason not to answer that is no exemption: nothing about the information itself. */
export type ProceduralGround = {
  id: string
  regime: 'foia'
  section: string
  title: string
  plain: string
  refusalContent: RefusalContent[]
  citation: Citation
}

const ground = (
  id: string,
  citation: Citation,
  title: string,
  plain: string,
  refusalContent: RefusalContent[],
): ProceduralGround => ({
  id,
  regime: 'foia',
  section: citation.provision,
  title,
  plain,
  refusalContent,
  citation,
})

const routes: readonly RefusalContent[] = ['complaints-procedure', 'regulator-right']

export const proceduralGrounds: readonly ProceduralGround[] = [
  ground(
    'foia-12-1',
    foia.costOfComplying,
    'Over the cost limit',
    'Complying would cost more than the appropriate limit. Say what could be done within it.',
    ['fact', 'provision', 'advice-and-assistance', ...routes],
  ),
  ground(
    'foia-12-2',
    foia.costOfConfirming,
    'Over the cost limit to say whether it is held',
    'Even finding out whether it is held would cost more than the appropriate limit.',
    ['fact', 'provision', 'advice-and-assistance', ...routes],
  ),
  ground(
    'foia-14-1',
    foia.vexatious,
    'Vexatious',
    'The request, not the person, is vexatious: its burden or distress is out of proportion to any serious purpose.',
    ['fact', 'provision', ...routes],
  ),
  ground(
    'foia-14-2',
    foia.repeated,
    'Repeated',
    'The same person asked for the same or much the same, it was answered, and no reasonable interval has passed.',
    ['fact', 'provision', ...routes],
  ),
]
