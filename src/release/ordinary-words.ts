function words(text: string): string[] {
  return text.trim().split(/\s+/)
}

/**
 * Surnames and given names that are also ordinary words or places of council life: alone they say nothing of a person.
 * Chosen by hand; a missing word stops too much, never too little.
 */
const ordinary = new Set(
  words(`
  abbey abbott acre acres alley amber angel apple april arch archer arms ash august autumn bacon bailey baker ball bank
  banker banks bar barber barn barnes barns baron barrow bass baton bath bay bays beach bean bear beck bell bench berry best
  bill birch bird bishop black blake bloom blue board bond bone book booth borough bowl box boy boys brace branch brand
  bray bread bridge bridges bright bristol broad brook brooke brooks brown buck budget buckle building bull burden burn burns
  burton bush butcher butler butt butter byrd cable cage cannon canon car card care carpenter carriage carter carver case
  castle cater chamber chambers chance chancellor chandler chapel chapman charge charity chase cherry chester child church
  circle city clark clay clerk cliff clifton close coal coast cobb coin cole college common contract cook cooke cooper
  copper corn corner cornwall cost cotton council councillor count county court courts cousin coventry cow crane creek crescent
  crisp cross crow crown cruise cup curry curtain curtis dale daisy dance daniel darling dawn day days dean deed deer derby
  devon dial dike dixon dock doe door dove down downs drain drake draper draw dray drew drive driver duke durham dyer dyke earl
  east easter eastern edge elder ell elm english essex estate everest eve ewe fair faith fall falls farm farmer farms farr fee
  fellow fern ferry field fielding fields finch fine fire firth fish fisher fletcher flood flower flowers foot force ford
  forest forester forrest fort forth foster found fountain fowler fox france frank freedom freeman french friend frost fry
  fuller gale game garden gardener gardner garland gate gates gentle george giles glass glen glove gold golden good goode
  goodman grace grand grange grant grants grass grave graves gray green greene grey grove guest gull gun guy hale hall ham hammer
  hammond hand hands hardy hare harp hart harvest hat hatch haven hawk hay hayes haynes head healey health heart heath hedge
  hereford hero hick high higher hill hills hilton hind hire hobby holder hole holiday holland hollow holly holmes holy home
  honey hood hook hooper hope horn horne horse house housing hull hunt hunter hurst inn ireland iris isle ivory ivy jack james
  jasmine jay jewel job jolly joy judge july june just justice karen keen keeper kent key keys kid king kings kingston kirk
  kitchen kite knight knot lace lady lake lamb lancaster land lane lark law lawn lawrence laws lea leaf league lee leeds legal
  leicester light lily lime lincoln link lion little lock lodge long lord love low lowe lower luck lyon mace main major male
  manor march mark market marsh marshal marshall martin mason master masters may mayor mead meadow meadows mercer mercy middle
  mile miles mill miller mills mines miner minor minister mint mole money moon moor moore moors moss moth mount mountain nail
  nash nation new newman newport newton noble noon norman north northern norton norwich note oak oaks oliver olive orchard order
  organ otter oxford page paige pain paine pale palm palmer paper paris parish park parker parks parr parson parsons part
  pass patience pea peace peacock peak pear pearl peel penn penny pepper perch perk perks pert pickle pier pike pilgrim pine
  pink piper pitt place plain plant planning plumb plumber point police pole pollard pond pool poole pope poppy port porter
  post potter pound powers preston price priest prince prior priority proper provost public purchase quarry queen quick rain
  raven ray read reader record red redcar reed reeve reeves rent report rice rich richmond ridge ring rise rivers river road
  robin rock roe roof rook rose row rowe royal ruby rugby rule rush russell rust sage sale sales salt samples sand sanders sands
  savage saw school scott sea seal seat sellers sergeant service services sexton shade shaft sharp sharpe shaw shepherd sheriff
  shield ship shipman shires shop shore short silver simple singer singh skinner sky slack slate slater slow small smart smith
  snow social somerset south southern spark sparks speaker spear speed spencer spice spring spring square squire stable
  stafford staff staffs stamp standard stanley star stark steel steele step sterling steward stirling stock stocks stokes stone
  storm storey story stow strange strand street stretch strong summer summers sun sunday surrey sutton swain swan swift swindon
  sykes table tailor tanner tate tax taylor team temple tenant thatcher thorn thorne thorpe tide tiller timber todd tower town
  trade train trainer tree trees tuck tudor turn turner turnpike tyler underwood upton usher vale valley van vane vicar victor
  victoria village vine vines viola violet virgo wade wakefield waiter wales walk walker wall waller walls walton war ward
  warden warder wards warner warren warwick waste water waters watt way weaver webb welcome well wells welsh west western
  weston wheat wheel wheeler white wild wilde will wills wind window winter winters wise wolf wood woodland woodman woods
  woodward wool worcester work workman works worth wren wright yard yeoman york young yule zone
  transport parking finance income care children adult adults education library libraries licence licensing electoral
  elections votes vote voting fraud risk audit legal services highways highway pothole potholes lighting lights cleansing
  refuse recycling bins noise pest pests grit salt verge verges footway footpath footpaths bridleway allotment allotments
`),
)

/** Surnames so common that, alone, they point at nobody. */
const commonSurnames = new Set(
  words(`
  adams ahmed akhtar alexander ali allen anderson andrews armstrong ashton atkinson austin bailey baldwin ball barker barnes
  barnett barrett barry bates begum bell bennett bird birch booth bowen bradley brady brennan briggs brooks bryant burgess
  burke burns butcher byrne cameron campbell carr carroll chan chapman chaudhry clarke clayton cole coleman collins conway
  cooper cox craig crawford cunningham curtis daly davidson davies davis dawson dean dickson dixon doherty donnelly douglas doyle
  duffy duncan dunn edwards elliott ellis evans farrell ferguson fisher fitzgerald fleming fletcher flynn foster francis fraser
  freeman gallagher garcia gardner george gibbs gibson gilbert gill goddard goodwin gordon graham grant gray greenwood gregory
  griffin griffiths hamilton harding hargreaves harper harris harrison hart harvey hawkins hayes henderson henry herbert hewitt
  higgins hill hodgson holland holmes hopkins horton houghton howard howarth howe howell hudson hughes hunter hussain hutchinson
  iqbal jackson jacobs james jarvis jenkins jennings john johnson johnston jones jordan joseph joyce kaur kay kelly kemp
  kennedy kerr khan king knowles lambert lawson lees lewis lloyd logan lowe lucas lynch macdonald mackenzie mahmood malik
  marsden martinez mason matthews may mccarthy mcdonald mckenzie mclean mellor miah middleton miller mills mistry mitchell
  mohamed mohammed moran morgan morris morrison muhammad murphy murray naylor nelson newton nguyen nicholls nicholson nolan
  norman oconnor oliver oneill osborne owen owens palmer parkin parkinson parry patel patterson payne pearce pearson perkins
  perry peters phillips pickering poole pope potter powell power pratt preston price pritchard quinn rahman randall reid
  reynolds rhodes richards richardson riley roberts robertson robinson robson rogers rose ross rowley russell ryan sanders
  saunders schofield scott shah shaikh sharma sheikh shepherd short simmons simpson sinclair skinner slater smith spencer
  stephens stephenson stevens stevenson stewart stokes stone sullivan sutherland swift taylor thomas thompson thomson thornton
  tucker turner vaughan wade walker wallace wallis walsh walters walton ward warner watkins watson watts weaver webster wells
  wilkins wilkinson williams williamson willis wilson winter wong woodward yates yousaf zhang
`),
)

const commonGivenNames = new Set(
  words(`
  aaron abdul abigail adam adrian ahmed aisha alan albert alex alexander alexandra alfie alice alison amanda amelia amina amy
  andrea andrew angela anita ann anna anne annie anthony antony arthur ashley barbara barry ben benjamin bernard beth bethany
  brenda brian bruce callum cameron carl carol caroline catherine charles charlie charlotte chloe chris christian christina
  christine christopher claire clare clive colin connor craig cynthia daniel danielle darren dave david dawn dean deborah
  debbie denis dennis derek diana diane donald donna dorothy doris douglas duncan edward eileen elaine eleanor elizabeth ella
  ellen ellie emily emma eric ethan eva evelyn evie fatima fiona florence frances francis frank fred freddie frederick freya
  gareth gary gavin gemma geoff geoffrey george georgia gerald gillian glen glenn gordon grace graham greg gregory guy hannah
  harold harriet harry hassan hayley heather helen henry hilary holly howard hugh hussain ian imran irene isaac isabel isabella
  isla jack jackie jacob jacqueline jade jake james jamie jane janet janice jason jay jean jeff jeffrey jennifer jenny jeremy
  jessica jill jim joan joanna joanne joe joel john jonathan jordan joseph josephine josh joshua joyce judith julia julian julie
  june karen karl kate katherine kathleen kathryn katie keith kelly kenneth kerry kevin khalid kieran kim kirsty kyle laura
  lauren lawrence leah leanne lee leo leon leonard lesley leslie lewis liam lily linda lisa lorraine louis louise lucas lucy luke
  lydia lynn lynne malcolm marc marcus margaret maria marie marilyn mark martin martyn mary mason matt matthew maureen maurice
  maxine megan melanie melissa michael michelle miguel mike mohamed mohammad mohammed molly monica morgan muhammad natalie
  natasha nathan neil nicholas nicola nigel noah norman oliver olivia oscar owen pamela patricia patrick paul paula pauline
  peter philip phillip phoebe poppy rachel ralph raymond rebecca reece rhys richard riley rita robert robin roger ronald rory
  rosemary ross rowan roy russell ruth ryan sally sam samantha samuel sandra sara sarah scott sean sebastian sharon shaun sheila
  shirley simon sofia sophia sophie stacey stanley stephanie stephen steve steven stewart stuart susan suzanne sylvia teresa
  terence terry theo thomas tim timothy tina toby todd tom tony tracey tracy trevor valerie vanessa vera victor victoria
  vincent virginia walter wayne wendy wesley will william yvonne yusuf zachary zoe
`),
)

export function isOrdinaryWord(folded: string): boolean {
  return ordinary.has(folded)
}

export function isCommonSurname(folded: string): boolean {
  return commonSurnames.has(folded)
}

/** True where a name alone is enough to point at one person. */
export function isDistinctive(folded: string, ordinaryHere: ReadonlySet<string>): boolean {
  const letters = folded.replace(/[^\p{L}]/gu, '')
  const least = /[a-z]/.test(letters) ? 4 : 2
  return (
    letters.length >= least &&
    !ordinary.has(letters) &&
    !commonSurnames.has(letters) &&
    !commonGivenNames.has(letters) &&
    !ordinaryHere.has(letters)
  )
}
