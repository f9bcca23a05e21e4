export type { Chart, ChartColumn, ChartContext, ChartData } from './chart.ts'
export { chartQuery, type ChartQuery } from './chart-query.ts'
export { drawChart } from './draw-chart.ts'
export {
  chartKinds,
  readRecipe,
  readRecipeAddress,
  writeRecipe,
  writeRecipeAddress,
  type Recipe,
} from './recipe.ts'
export { drawMap, mapColumns, type DrawnMap, type MapPoint, type MapSystem } from './draw-map.ts'
