package io.dibs.engine;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import org.jboss.weld.environment.se.WeldContainer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import com.acme.micro.Nothing;

import io.dibs.TaskBuilder;
import io.dibs.TaskDispatcher;
import io.dibs.TaskHandle;
import io.dibs.store.CannedSockets;

/** The Java side of a dispatch, without Redis. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx256m")
@Warmup(iterations = 7, time = 300, timeUnit = MILLISECONDS)
@Measurement(iterations = 4, time = 300, timeUnit = MILLISECONDS)
public class DispatchBenchmark {
    private final Nothing.Order order = new Nothing.Order("acme", 3, 9.5);

    private WeldContainer container;
    private TaskDispatcher dispatcher;

    @Setup
    public void start() throws Exception {
        CannedSockets.answer("*1\r\n:1732400000000000\r\n");
        container = Container.start();
        dispatcher = container.select(Dispatcher.class).get();
    }

    @TearDown
    public void stop() {
        container.close();
    }

    /** Up to where a task is described: its method resolved, its arguments encoded and checked. */
    @Benchmark
    public TaskBuilder describe() {
        return dispatcher.task(Nothing::withArguments, "a name", 42L, order);
    }

    /** As far as the script's arguments as bytes, and back from its reply. */
    @Benchmark
    public TaskHandle dispatch() {
        return dispatcher
                .task(Nothing::withArguments, "a name", 42L, order)
                .exclusive("orders/acme")
                .shared("prices")
                .dispatch();
    }

    @Benchmark
    public TaskHandle dispatchWithout() {
        return dispatcher.task(Nothing::plain).dispatch();
    }
}
