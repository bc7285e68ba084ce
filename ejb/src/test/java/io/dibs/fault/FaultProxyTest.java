package io.dibs.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** The tools of the other tests do what they say. */
class FaultProxyTest {
    private static AofRedis server;
    private final FaultProxy proxy = new FaultProxy(server.port());

    @BeforeAll
    static void start() {
        server = AofRedis.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    private Jedis connect() {
        return server.connect(proxy.port());
    }

    @Test
    void it_passes_commands_and_replies_of_every_form() {
        try (Jedis jedis = connect()) {
            jedis.del("list", "none");
            assertThat(jedis.rpush("list", "a\r\nb", "")).isEqualTo(2);
            assertThat(jedis.lrange("list", 0, -1)).containsExactly("a\r\nb", "");
            assertThat(jedis.get("none")).isNull();
            assertThat(jedis.eval("return {1, {'x', {}}, false}")).asString().isEqualTo("[1, [x, []], null]");
            assertThatThrownBy(() -> jedis.incr("list")).isInstanceOf(JedisDataException.class);
            Pipeline pipeline = jedis.pipelined();
            for (int i = 0; i < 100; i++) {
                pipeline.set("n", "" + i);
                pipeline.get("n");
            }
            assertThat(pipeline.syncAndReturnAll()).hasSize(200).last().isEqualTo("99");
        }
    }

    @Test
    void it_cuts_connections_and_lets_new_ones_be_made() {
        try (Jedis jedis = connect()) {
            jedis.ping();
            proxy.cut();
            assertThatThrownBy(jedis::ping).isInstanceOf(JedisConnectionException.class);
        }
        try (Jedis jedis = connect()) {
            assertThat(jedis.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void it_refuses_connections_and_takes_them_again() {
        try (Jedis open = connect()) {
            open.ping();
            proxy.refuse();
            assertThatThrownBy(this::connect).isInstanceOf(JedisConnectionException.class);
            assertThat(open.ping()).isEqualTo("PONG");
            proxy.pass();
            connect().close();
        }
    }

    @Test
    void it_delays_each_direction() {
        try (Jedis jedis = connect()) {
            proxy.delay(Duration.ofMillis(100));
            // A message that comes before its thread looks for one is not held back, so one of several.
            Duration longest = Duration.ZERO;
            for (int i = 0; i < 5; i++) {
                long before = System.nanoTime();
                jedis.ping();
                Duration took = Duration.ofNanos(System.nanoTime() - before);
                longest = took.compareTo(longest) > 0 ? took : longest;
            }
            // A least duration: no machine is too slow for it.
            assertThat(longest).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void it_swallows_what_a_half_open_connection_sends_for_ever() {
        try (Jedis jedis = connect()) {
            jedis.del("x");
            proxy.halfOpen();
            assertThatThrownBy(() -> jedis.incr("x")).hasMessageContaining("timed out");
            assertThatThrownBy(this::connect).hasMessageContaining("timed out");
            proxy.pass();
            try (Jedis after = connect()) {
                assertThat(after.get("x")).isNull();
            }
        }
    }

    @Test
    void a_trigger_cuts_before_a_command_or_after_its_effect() {
        try (Jedis direct = server.connect(server.port())) {
            direct.set("n", "0");
            try (Jedis jedis = connect();
                    FaultProxy.Trigger trigger = proxy.before("INCR", 1, () -> FaultProxy.Fate.CUT)) {
                assertThatThrownBy(() -> jedis.incr("n")).isInstanceOf(JedisConnectionException.class);
                assertThat(trigger.fired()).isEqualTo(1);
                assertThat(direct.get("n")).isEqualTo("0");
            }
            try (Jedis jedis = connect();
                    FaultProxy.Trigger trigger = proxy.after("INCR", 1, () -> FaultProxy.Fate.CUT)) {
                assertThatThrownBy(() -> jedis.incr("n")).isInstanceOf(JedisConnectionException.class);
                assertThat(trigger.fired()).isEqualTo(1);
                assertThat(direct.get("n")).isEqualTo("1");
            }
            try (Jedis jedis = connect()) {
                assertThat(jedis.incr("n")).isEqualTo(2);
            }
        }
    }

    @Test
    void a_trigger_answers_by_itself_in_the_right_place() {
        try (Jedis jedis = connect()) {
            jedis.set("n", "0");
            proxy.before("INCR", 1, () -> FaultProxy.Fate.answer("-LOADING not yet"));
            Pipeline pipeline = jedis.pipelined();
            pipeline.get("n");
            var refused = pipeline.incr("n");
            var done = pipeline.incr("n");
            pipeline.sync();
            assertThatThrownBy(refused::get).hasMessage("LOADING not yet");
            assertThat(done.get()).isEqualTo(1);
            proxy.after("GET", 1, () -> FaultProxy.Fate.answer("+another"));
            assertThat(jedis.get("n")).isEqualTo("another");
        }
    }

    @Test
    void a_server_is_killed_restarted_emptied_and_paused() {
        try (AofRedis redis = AofRedis.start()) {
            try (Jedis jedis = redis.connect(redis.port())) {
                jedis.set("n", "1");
                redis.kill();
                assertThatThrownBy(() -> jedis.get("n")).isInstanceOf(JedisConnectionException.class);
            }
            redis.restart();
            try (Jedis jedis = redis.connect(redis.port())) {
                assertThat(jedis.get("n")).isEqualTo("1");
                redis.pause();
                assertThatThrownBy(() -> jedis.get("n")).hasMessageContaining("timed out");
                redis.resume();
            }
            redis.restartEmpty();
            try (Jedis jedis = redis.connect(redis.port())) {
                assertThat(jedis.get("n")).isNull();
            }
        }
    }

    @Test
    void a_client_that_leaves_is_seen_to_leave() {
        connect().close();
        await().until(() -> proxy.connections() == 0);
    }
}
