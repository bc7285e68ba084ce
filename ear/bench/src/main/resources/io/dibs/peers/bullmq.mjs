// Drains jobs that do nothing with BullMQ. For each line of the input, "<jobs> <concurrency>", it fills an empty queue, starts a
// worker, and prints how many jobs were done in a second.
import { createInterface } from 'node:readline';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

const connection = new Redis({
  host: process.env.REDIS_HOST,
  port: Number(process.env.REDIS_PORT),
  password: process.env.REDIS_PASSWORD,
  maxRetriesPerRequest: null,
});

// Else it would wait for a lost Redis for ever, and the build for it.
function stop(error) {
  console.error(error);
  process.exit(1);
}
connection.on('error', stop);

async function drain(jobs, concurrency) {
  const queue = new Queue('bench', { connection });
  await queue.obliterate({ force: true });
  const options = { removeOnComplete: true };
  for (let from = 0; from < jobs; from += 1000) {
    await queue.addBulk(Array.from({ length: Math.min(1000, jobs - from) }, () => ({ name: 'nothing', data: {}, opts: options })));
  }
  const start = process.hrtime.bigint();
  let done = 0;
  const worker = new Worker('bench', async () => {}, { connection, concurrency });
  worker.on('error', stop);
  worker.on('failed', (job, error) => stop(error));
  await new Promise((resolve) => worker.on('completed', () => { if (++done === jobs) resolve(); }));
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  await worker.close();
  await queue.close();
  return jobs / seconds;
}

for await (const line of createInterface({ input: process.stdin })) {
  const [jobs, concurrency] = line.split(' ').map(Number);
  console.log(await drain(jobs, concurrency));
}
process.exit(0);
