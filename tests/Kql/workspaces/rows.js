// Rows as a case writes them: `ago` says when, `times` repeats a row, `step` sets the repeats so many seconds apart.

/** @returns {Record<string, object[]>} */
export function expand(tables, now) {
  return Object.fromEntries(Object.entries(tables ?? {}).map(([table, rows]) => [table, rows.flatMap(row => repeat(row, now))]));
}

function repeat({ times = 1, step = 60, ago, ...row }, now) {
  const start = Date.parse(now) - seconds(ago) * 1000;
  return Array.from({ length: times }, (_, index) => ({
    ...Object.fromEntries(Object.entries(row).map(([name, value]) => [name, filled(value, index)])),
    TimeGenerated: new Date(start + index * step * 1000).toISOString(),
  }));
}

function seconds(ago) {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(ago) ?? [];
  if (!amount) {
    throw new Error(`A row says how long ago it came, such as 5m, not ${ago}.`);
  }

  return Number(amount) * { s: 1, m: 60, h: 3600, d: 86400 }[unit];
}

/** {i} becomes the number of the repeat; an object becomes the JSON text that the service would log. */
function filled(value, index) {
  if (value !== null && typeof value === 'object') {
    return filled(JSON.stringify(value), index);
  }

  return typeof value === 'string' ? value.replaceAll('{i}', String(index + 1)) : value;
}
