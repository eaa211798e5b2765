/** The parts of ECharts in use, and their types. Only echart.tsx makes instances. */
import { CustomChart, LineChart, SankeyChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { CanvasRenderer } from 'echarts/renderers';

use([LineChart, ScatterChart, CustomChart, SankeyChart, GridComponent, MarkLineComponent, LabelLayout, CanvasRenderer]);

export type { CustomSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
export type { MarkLineComponentOption } from 'echarts/components';
export type { ECharts, EChartsCoreOption } from 'echarts/core';
