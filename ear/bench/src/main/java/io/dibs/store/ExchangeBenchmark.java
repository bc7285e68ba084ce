package io.dibs.store;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.dibs.config.Settings;
import io.dibs.engine.DefaultSettings;

/** The Java side of a worker's call: it tells what so many tasks came to, and is given as many new ones. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx256m")
@Warmup(iterations = 7, time = 300, timeUnit = MILLISECONDS)
@Measurement(iterations = 4, time = 300, timeUnit = MILLISECONDS)
public class ExchangeBenchmark {
    private static final UUID TASK = UUID.fromString("0193600e-94bb-7a4e-9d3f-6c1f2b7a9e10");
    private static final String ARGUMENTS = "[\"a name\",42,{\"customer\":\"acme\",\"pieces\":3,\"price\":9.5}]";

    private static final long TOKEN = 1_732_400_000_000_000L;

    @Param({"1", "16"})
    public int tasks;

    private WorkerStore store;
    private WorkerStore.Registration worker;
    private Exchange.Request request;

    @Setup
    public void prepare() throws Exception {
        Settings settings = DefaultSettings.read();
        String recorded = "$9\r\ncompleted\r\n";
        String call =
                new StoredCall("com.acme.micro.Nothing#withArguments", Optional.empty(), "", "", ARGUMENTS).encode();
        String claim = bulk(call) + ":1\r\n:" + TOKEN + "\r\n" + bulk(TASK.toString());
        CannedSockets.answer("*8\r\n:1\r\n:" + TOKEN + "\r\n:0\r\n" + array(1, recorded) + array(4, claim) + "*0\r\n*0\r\n*0\r\n");
        store = new WorkerStore(new Redis(settings.store()), settings.store().retention());
        worker = new WorkerStore.Registration(
                "node/" + TASK, "node", List.of("*"), tasks, Duration.ofSeconds(30), "1.0.0", Map.of());
        Exchange.Outcome outcome = new Exchange.Outcome(TASK, TOKEN, Exchange.Ending.COMPLETED, "", "", "");
        request = new Exchange.Request(1, 1, tasks, TOKEN, List.of(), Collections.nCopies(tasks, outcome));
        if (exchange().claims().size() != tasks) {
            throw new IllegalStateException("The reply is not the canned one.");
        }
    }

    private static String bulk(String text) {
        return "$" + text.getBytes(StandardCharsets.UTF_8).length + "\r\n" + text + "\r\n";
    }

    /** For each task so many elements. */
    private String array(int each, String elements) {
        return "*" + each * tasks + "\r\n" + elements.repeat(tasks);
    }

    @Benchmark
    public Exchange.Reply exchange() {
        return store.exchange(worker, request);
    }
}
