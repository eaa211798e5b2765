/** Statutory severity, worst first: 1 特别重大, 2 重大, 3 较大, 4 一般. */
export type Severity = 1 | 2 | 3 | 4;

/** How old a value is against its own cadence (1×, 2×, 5×), or why there is none. */
export type Freshness = 'fresh' | 'late' | 'stale' | 'dead' | 'no_data' | 'not_connected';

export type Locale = 'zh-CN' | 'en';
export type ThemeName = 'dark' | 'light';

/** Type scale of a subtree: set it as data-density on a container. */
export type Density = 'wall' | 'topic' | 'desk' | 'review' | 'phone';
