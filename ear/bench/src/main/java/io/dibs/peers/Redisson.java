package io.dibs.peers;

import java.io.Serializable;

import org.redisson.api.RExecutorService;
import org.redisson.api.RedissonClient;
import org.redisson.api.WorkerOptions;
import org.redisson.config.Config;

/** Redisson's executor service: tasks are serialised objects, on Redis. */
final class Redisson implements Peer {
    private final RedissonClient client;
    private int runs;

    Redisson(String host, int port, String password) {
        Config config = new Config();
        config.useSingleServer().setAddress("redis://" + host + ":" + port);
        config.setPassword(password);
        client = org.redisson.Redisson.create(config);
    }

    /** Runs in this process, so it can tell of itself. */
    static final class Nothing implements Runnable, Serializable {
        private static final long serialVersionUID = 1;

        @Override
        public void run() {
            Jobs.done();
        }
    }

    @Override
    public int jobs() {
        return 2_000;
    }

    @Override
    public double drain(int workers) throws Exception {
        RExecutorService executor = client.getExecutorService("bench" + runs++);
        Jobs.expect(jobs());
        for (int i = 0; i < jobs(); i++) {
            executor.submitAsync(new Nothing());
        }
        while (executor.getTaskCount() < jobs()) {
            Thread.sleep(20);
        }
        long start = System.nanoTime();
        executor.registerWorkers(WorkerOptions.defaults().workers(workers));
        try {
            return Jobs.perSecond(jobs(), start);
        } finally {
            executor.deregisterWorkers(); // Else they go on polling through all later runs.
            executor.delete();
        }
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
