export type { Chart, ChartData } from './chart.ts'
