package io.dibs.web.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.dibs.web.FakeConnection;

class EventConnectionTest {
    private final Queue<String> texts = new ArrayDeque<>(List.of("a\n\n"));
    private final AtomicInteger ends = new AtomicInteger();
    private final FakeConnection client = new FakeConnection();
    private final EventConnection connection = new EventConnection(
            new EventSource() {
                @Override
                public Optional<String> next() {
                    return Optional.ofNullable(texts.poll());
                }

                @Override
                public boolean isOver() {
                    return false;
                }

                @Override
                public void onNews(Runnable action) {}

                @Override
                public void close() {}
            },
            client.output(),
            ended -> ends.incrementAndGet());

    @Test
    void a_heartbeat_is_written_only_when_there_is_nothing_else() {
        connection.beat();
        assertThat(client.text()).isEqualTo("a\n\n");
        connection.beat();
        assertThat(client.text()).isEqualTo("a\n\n:\n\n");
        connection.write();
        assertThat(client.text()).isEqualTo("a\n\n:\n\n");
    }

    @Test
    void heartbeats_do_not_pile_up_for_a_client_that_takes_nothing() {
        client.takes(false);
        texts.clear();
        connection.beat();
        connection.beat();
        assertThat(client.text()).isEmpty();
        client.takes(true);
        connection.onWritePossible();
        assertThat(client.text()).isEqualTo(":\n\n");
    }

    @Test
    void it_ends_once() {
        client.cut();
        connection.write();
        connection.onError(new IllegalStateException("again"));
        connection.finish();
        connection.beat();
        assertThat(ends).hasValue(1);
    }
}
