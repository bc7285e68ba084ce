package io.dibs.it.bench;

import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisMonitor;
import redis.clients.jedis.exceptions.JedisException;

/** Every command that Redis carries out, those within scripts too. */
final class CommandLog {
    /** In a line of MONITOR, in the place of the client's address. */
    static final String IN_SCRIPT = " lua] ";

    /** What is done meanwhile. */
    interface Action {
        void run() throws Exception;
    }

    private CommandLog() {}

    /** Tells of each command while something is done. @param each is given the lines of MONITOR, on one thread */
    static void during(URI redis, Consumer<String> each, Action action) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Jedis connection = PlainRedis.connect(redis);
        Thread reader = new Thread(
                () -> {
                    try {
                        connection.getClient().setTimeoutInfinite(); // Nobody may say anything for a while.
                        connection.monitor(new JedisMonitor() {
                            @Override
                            public void proceed(Connection client) {
                                begun.countDown();
                                super.proceed(client);
                            }

                            @Override
                            public void onCommand(String line) {
                                each.accept(line);
                            }
                        });
                    } catch (JedisException e) {
                        // Closed.
                    }
                },
                "monitor");
        reader.setDaemon(true);
        reader.start();
        begun.await();
        try {
            action.run();
        } finally {
            connection.disconnect();
            reader.join();
        }
    }
}
