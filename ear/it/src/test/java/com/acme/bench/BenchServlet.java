package com.acme.bench;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * What the benchmark has a server do: {@code do} says what, and {@code count} how often. Answers with one number, the
 * seconds that it took, or with one for each task.
 */
@WebServlet("/bench")
public class BenchServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final String TEN_CALLS = "for i = 1, 10 do redis.call('INCR', KEYS[1]) end return 1";

    @Inject
    private transient Dispatching dispatching;

    @Inject
    private transient Starts starts;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int count = Integer.parseInt(request.getParameter("count"));
        try {
            response.getWriter()
                    .print(
                            switch (request.getParameter("do")) {
                                case "dispatch" ->
                                    dispatching.dispatch(
                                            Kind.valueOf(request.getParameter("kind")),
                                            count,
                                            Integer.parseInt(request.getParameter("threads")));
                                case "batch" -> dispatching.batches(Kind.valueOf(request.getParameter("kind")), count);
                                case "start" ->
                                    starts.seconds(count, Boolean.parseBoolean(request.getParameter("three")));
                                case "arrive" -> dispatching.arrive(count);
                                case "ten-calls" -> tenCalls(count, URI.create(request.getParameter("redis")));
                                case "expect" -> {
                                    Meter.expect(count);
                                    yield 0;
                                }
                                case "await" -> Meter.await(count);
                                case "delays" -> text(Meter.delays());
                                default -> throw new IllegalArgumentException(request.getQueryString());
                            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static String text(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** One script of ten cheap calls after the other, on one connection: what a dispatch is compared with. */
    private static double tenCalls(int count, URI redis) {
        JedisClientConfig config = DefaultJedisClientConfig.builder()
                .resp2()
                .password(JedisURIHelper.getPassword(redis))
                .build();
        try (Jedis jedis = new Jedis(redis, config)) {
            String sha = jedis.scriptLoad(TEN_CALLS);
            List<String> keys = List.of("bench:ten-calls");
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                jedis.evalsha(sha, keys, List.of());
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
