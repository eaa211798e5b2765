/** What the chart benchmark uses of its rival, which only `npm run bench` installs. */
declare module 'uplot' {
  export default class UPlot {
    constructor(options: object, data: unknown, target: HTMLElement);
    setData(data: unknown, resetScales?: boolean): void;
    setScale(key: string, limits: { min: number; max: number }): void;
    readonly data: ArrayLike<number>[];
    destroy(): void;
  }
}
