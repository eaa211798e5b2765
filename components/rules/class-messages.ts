import type { Algorithm } from '../../server/core/learn/classifier.ts';
import type { Locale } from '../ui/types.ts';

export type ClassWords = {
  title: string;
  note: string;
  none: string;
  noneWhat: (tickets: number, classes: number, perClass: number) => string;
  algorithm: string;
  algorithms: Record<Algorithm, string>;
  trained: string;
  trainedOn: (tickets: string) => string;
  macroF1: string;
  macroNote: (others: string) => string;
  threshold: string;
  never: string;
  answered: (answered: string, all: string) => string;
  right: (right: string, answered: string) => string;
  table: string;
  category: string;
  tickets: string;
  precision: string;
  recall: string;
  f1: string;
  leftOut: (classes: string) => string;
  leftOutTable: string;
};

export const classWords: Record<Locale, ClassWords> = {
  'zh-CN': {
    title: '分类建议的准确度',
    note: '由本系统办结的工单学得；五折交叉验证，每件都由未读过它的模型判定',
    none: '还没有学到分类',
    noneWhat: (tickets, classes, perClass) => `至少要办结 ${tickets} 件、${classes} 个类别、每类 ${perClass} 件；每晚再试一次。在此之前工作台不给分类建议。`,
    algorithm: '算法',
    algorithms: { logistic: '逻辑回归（字与字对）', naive_bayes: '朴素贝叶斯（字对）' },
    trained: '训练时间',
    trainedOn: (tickets) => `用 ${tickets} 件已办结工单`,
    macroF1: '宏平均 F1',
    macroNote: (others) => `同样五折下：${others}`,
    threshold: '置信度低于此值不建议',
    never: '从不建议：没有一档置信度够准',
    answered: (answered, all) => `验证中给出建议 ${answered}/${all} 件`,
    right: (right, answered) => `其中正确 ${right}/${answered}`,
    table: '各类别',
    category: '类别',
    tickets: '件数',
    precision: '判为此类中正确',
    recall: '属于此类中找出',
    f1: 'F1',
    leftOut: (classes) => `另有 ${classes} 个类别办结太少，未学`,
    leftOutTable: '未学的类别',
  },
  en: {
    title: 'Accuracy of class suggestions',
    note: 'Learned from tickets closed here; five-fold cross-validation: each ticket judged by a model that had not read it',
    none: 'No classes have been learned yet',
    noneWhat: (tickets, classes, perClass) =>
      `It takes ${tickets} closed tickets of ${classes} classes, ${perClass} of each; tried again every night. Until then the desk suggests no class.`,
    algorithm: 'Algorithm',
    algorithms: { logistic: 'Logistic regression (characters and pairs)', naive_bayes: 'Naive Bayes (pairs)' },
    trained: 'Trained',
    trainedOn: (tickets) => `on ${tickets} closed tickets`,
    macroF1: 'Macro-F1',
    macroNote: (others) => `Over the same folds: ${others}`,
    threshold: 'Suggests nothing below confidence',
    never: 'Suggests nothing: no confidence was right often enough',
    answered: (answered, all) => `suggested for ${answered}/${all} when validated`,
    right: (right, answered) => `right in ${right}/${answered} of them`,
    table: 'By class',
    category: 'Class',
    tickets: 'Tickets',
    precision: 'Precision',
    recall: 'Recall',
    f1: 'F1',
    leftOut: (classes) => `${classes} more classes had too few closed tickets to be learned`,
    leftOutTable: 'Classes not learned',
  },
};
