import type { Upload } from '../../cases/index.ts'
import { plainPdf, type PdfLine } from './plain-pdf.ts'
import { plainWorkbook } from './plain-workbook.ts'

/** Everybody in these files is made up; the telephone numbers are Ofcom’s for drama, the addresses nobody’s. */

const heading = (text: string): PdfLine => ({ text, size: 16, bold: true })
const lines = (text: string): PdfLine[] => text.split('\n').map((line) => ({ text: line }))

const shelterNote = [
  heading('Note of a call'),
  ...lines(
    'From: Mrs Ada Specimen, 14 Nowhere Street, Exampleton, EX1 1AA\nTelephone: 01632 960 471. Email: ada.specimen@example.org\n\nMrs Specimen’s mother, Edith Specimen, born 4 March 1938, waits at this stop\nthree mornings a week on her way to the dialysis unit. She cannot stand for\nlong. She asks that the bench be put back before the winter.\n\nTaken by Petra Example, Parks and highways.',
  ),
]

const shelterPages: readonly (readonly PdfLine[])[] = [
  [
    heading('Inspection of bus shelters'),
    ...lines(
      'Parks and highways\n\nThirty-one shelters were inspected in the spring. Four had broken glass, two\nhad no bench, and one stood in the way of wheelchairs.\n\nThe work was led by Petra Example, asset officer. Councillor Cora Placeholder,\ncabinet member for transport, visited three of the shelters with her.\n\nRepairs were ordered for all seven. The cost is expected to be £18,400.',
    ),
  ],
  [
    heading('Shelter 17, Example Road'),
    ...lines(
      'The bench was taken out after a complaint about noise at night.\n\nThe complaint came from Mr Bo Madeup, 3 Nowhere Street, Exampleton, EX1 1AB,\ntelephone 01632 960 118, who has written five times. His neighbour,\nMs Gwen Pretend, wrote to say that she had heard nothing.\n\nThe contractor, Samplework Ltd, offered to put in a bench with armrests for\n£640 before tax, which is less than the other two offers.',
    ),
  ],
  shelterNote,
  [
    heading('Staffing of the inspections'),
    ...lines(
      'Two inspectors worked on this for six weeks. One of them, Hal Notreal, was\naway with a back injury from 12 May (National Insurance number AB 12 34 56 C,\nfor the claim), and his work was finished by agency staff.\n\nThis page is about our staff and not about the shelters.',
    ),
  ],
  shelterNote,
]

export const shelterReport: Upload = {
  name: 'Bus shelter inspection.pdf',
  declaredType: 'application/pdf',
  bytes: plainPdf('Inspection of bus shelters', shelterPages),
}

/** The second sheet is hidden, as the one behind many a penalty was. */
export const shelterWorkbook: Upload = {
  name: 'Shelter complaints by ward.xlsx',
  declaredType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  bytes: plainWorkbook([
    {
      name: 'By ward',
      rows: [
        ['Ward', 'Complaints'],
        ['Hill Top', 14],
        ['Mill Green', 9],
        ['Station', 22],
      ],
    },
    {
      name: 'Complainants',
      hidden: true,
      rows: [
        ['Name', 'Postcode', 'Telephone', 'Ward'],
        ['Bo Madeup', 'EX1 1AB', '01632 960118', 'Hill Top'],
        ['Ada Specimen', 'EX1 1AA', '01632 960471', 'Hill Top'],
        ['Ines Notreal', 'EX1 1AD', '01632 960733', 'Station'],
      ],
    },
  ]),
}

export const orchardReport: Upload = {
  name: 'Orchard lease visit.pdf',
  declaredType: 'application/pdf',
  bytes: plainPdf('Visit to the leased orchard', [
    [
      heading('Visit to the leased orchard'),
      ...lines(
        'Forty-two of the sixty trees bear fruit. Eleven need pruning and seven are\ndead. The hedge on the north side was laid last winter.\n\nThe tenant, Mr Joel Inventon, met us at the gate. He can be reached on\n01632 960 245 or at joel.inventon@example.org.',
      ),
    ],
    [
      heading('What was agreed'),
      ...lines(
        'Mr Inventon will prune the eleven trees before March. The council will\nreplace the seven dead ones in the autumn.\n\nHis rent stays at £310 a year.',
      ),
    ],
  ]),
}

export const footpathReport: Upload = {
  name: 'Footpath inspection.pdf',
  declaredType: 'application/pdf',
  bytes: plainPdf('Inspection of a footpath', [
    [
      heading('Footpath EX 12, Exampleton to Nowhere Mill'),
      ...lines(
        'Two stiles are broken and one gate does not open. The path is passable in\ndry weather.\n\nThe landowner, Mrs Nadia Demoson of Nowhere Farm, EX2 2AA, was told on the\nday (01632 960 582). She says that the gate was tied shut by a neighbour,\nMr Kemi Fabulon, with whom she has a dispute.',
      ),
    ],
    [
      heading('What we will do'),
      ...lines(
        'The stiles will be mended by the end of the month. A notice goes to the\nlandowner about the gate.\n\nInspected by Petra Example, asset officer.',
      ),
    ],
  ]),
}
