package io.dibs.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/** BullMQ on Node.js, installed by npm; all in one process of its own. Its completed jobs are removed, which is fastest. */
final class BullMq implements Peer {
    private final Process node;
    private final Writer orders;
    private final BufferedReader answers;

    BullMq(Path folder, String host, int port, String password) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("package.json"), "{\"private\": true}");
        Process npm = new ProcessBuilder(
                        "npm",
                        "install",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "bullmq@" + System.getProperty("bullmq.version"),
                        "ioredis@" + System.getProperty("ioredis.version"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("npm.log").toFile())
                .start();
        if (!npm.waitFor(2, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new IOException("npm could not install BullMQ, see " + folder.resolve("npm.log"));
        }
        Path script = folder.resolve("bullmq.mjs");
        try (InputStream in = BullMq.class.getResourceAsStream("bullmq.mjs")) {
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
        }
        ProcessBuilder builder = new ProcessBuilder("node", "--max-old-space-size=512", script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("REDIS_HOST", host);
        builder.environment().put("REDIS_PORT", Integer.toString(port));
        builder.environment().put("REDIS_PASSWORD", password);
        node = builder.start();
        orders = node.outputWriter();
        answers = node.inputReader();
    }

    @Override
    public int jobs() {
        return 20_000;
    }

    @Override
    public double drain(int workers) throws IOException {
        orders.write(jobs() + " " + workers + "\n");
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("The process of BullMQ has ended.");
        }
        return Double.parseDouble(answer);
    }

    @Override
    public void close() throws IOException {
        orders.close();
        node.destroy();
    }
}
