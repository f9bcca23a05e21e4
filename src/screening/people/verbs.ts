import { hashes, hashOf } from './gazetteer.ts'

/** What people do and hardly anything else: after one of these, “Mark” and “Grace” are people. */
export const sayings = hashes(
  'said says told tells asked asks replied replies confirmed reported explained explains alleged admitted denied claimed wrote writes rang phoned emailed texted shouted screamed swore agreed apologised queried suggested proposed seconded thanked advised cried laughed disagreed complained argued insisted responded volunteered apologises thinks thought believes wants wanted hates hated loves loved knows knew lives lived sleeps slept attends resigned punched kicked hit grabbed pushed threatened refused disclosed presented chaired',
)

/** What people do and other things as well: enough where the same text has the name elsewhere. */
export const doings = hashes(
  'is was has had does did will would can could should must may might gave gives took takes went goes came comes left leaves called calls sent sends got gets made makes put puts saw sees met meets felt feels stayed stays works worked works moved moves looks looked seems seemed appeared appears arrived returned returns needs needed tried tries started stopped helped helps noted notes recommends recommended requested requests stated states added adds raised raises received receives visited visits undertook spoke speaks drove drives ran runs won keeps kept lost found finds became remains became brought brings held holds paid pays bought accepted accepts declared declares declined produced produces signed signs tends showed shows opened opens broke fell sat stood walked turned hung sells sold threw hit ignored accepts agrees prefers also uses used owns owes owed does passed left who whose also then never always still just now again did didn didnt doesnt isnt wasnt hasnt wont cant couldnt wouldnt',
)

/** “Action: Grace to email”. */
export const to = hashOf('to')
