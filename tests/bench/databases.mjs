import pg from 'pg';

/** Empty databases beside the product's own, for the other contenders. @returns {Promise<Record<string, string>>} their addresses by name */
export async function createDatabases(url, names) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const urls = {};
  for (const name of names) {
    await client.query(`create database bench_${name}`);
    const address = new URL(url);
    address.pathname = `/bench_${name}`;
    urls[name] = address.href;
  }
  await client.end();
  return urls;
}
