package io.dibs.engine;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.Optional;
import java.util.UUID;

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

import com.acme.micro.DependentNothing;
import com.acme.micro.Nothing;

import io.dibs.store.Attributes;
import io.dibs.store.Exchange;
import io.dibs.worker.TaskBody;
import io.dibs.worker.TaskExecution;

/** What it takes to get from a claim into a method that does nothing and back, beside calling it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx256m")
@Warmup(iterations = 7, time = 300, timeUnit = MILLISECONDS)
@Measurement(iterations = 4, time = 300, timeUnit = MILLISECONDS)
public class TaskStartBenchmark {
    private static final Exchange.Claimed PLAIN = claim(Nothing.class, "plain", "[]");
    private static final Exchange.Claimed WITH_ARGUMENTS =
            claim(Nothing.class, "withArguments", "[\"a name\",42,{\"customer\":\"acme\",\"pieces\":3,\"price\":9.5}]");
    private static final Exchange.Claimed DEPENDENT = claim(DependentNothing.class, "plain", "[]");
    private static final Exchange.Claimed OF_CLASS = claim(Nothing.class, "ofClass", "[]");

    private WeldContainer container;
    private Nothing bean;
    private TaskBody body;
    private TaskExecution execution;

    @Setup
    public void start() {
        container = Container.start();
        bean = container.select(Nothing.class).get();
        body = container.select(BeanBody.class).get();
        execution = new TaskExecution(body);
    }

    @TearDown
    public void stop() {
        container.close();
    }

    private static Exchange.Claimed claim(Class<?> type, String method, String arguments) {
        return new Exchange.Claimed(
                UUID.fromString("0193600e-94bb-7a4e-9d3f-6c1f2b7a9e10"),
                1,
                1,
                type.getName() + "#" + method,
                arguments,
                Attributes.NONE,
                Optional.empty());
    }

    /** The bean's method through its client proxy, in a request scope that nobody opens: without Dibs. */
    @Benchmark
    public void directCall() {
        bean.plain();
    }

    @Benchmark
    public String applicationScoped() throws Throwable {
        return body.run(PLAIN);
    }

    @Benchmark
    public String threeArguments() throws Throwable {
        return body.run(WITH_ARGUMENTS);
    }

    @Benchmark
    public String dependent() throws Throwable {
        return body.run(DEPENDENT);
    }

    @Benchmark
    public String staticMethod() throws Throwable {
        return body.run(OF_CLASS);
    }

    /** With all that the slot does around it. */
    @Benchmark
    public Exchange.Outcome wholeExecution() {
        return execution.run(WITH_ARGUMENTS);
    }
}
