package io.dibs.launcher;

import java.io.PrintStream;
import java.util.List;

import fish.payara.micro.boot.PayaraMicroLauncher;

/**
 * Runs Dibs from one jar: Redis, Payara Micro and the EAR. It takes Payara Micro's options, and some of its own, see
 * {@link LaunchOptions}. It prints {@code Dibs is ready: } and the address when requests are answered, serves until
 * SIGTERM or Ctrl-C, then undeploys the EAR, which drains it, stops Payara and at last Redis. A second signal, a second
 * or more after the first, ends everything at once.
 *
 * <p>With {@code --hash-password} alone it reads a password and prints its hash for {@code dibs.security.users}.
 *
 * <p>Given something else to do than to run an EAR ({@code --deploy x.war}, {@code --help}, …), it is plain Payara
 * Micro, to the letter: so this jar also serves as the server of tests that deploy an archive of their own.
 */
public final class DibsMicro {
    private static final String HASH_PASSWORD = "--hash-password";
    private static final int FAILED = 1;

    private DibsMicro() {}

    public static void main(String[] arguments) throws Exception {
        LaunchSettings.takeFromEnvironment();
        int status;
        try {
            if (List.of(arguments).equals(List.of(HASH_PASSWORD))) {
                PasswordHash.printOfInput(System.in, System.out);
                return;
            }
            LaunchOptions options = LaunchOptions.parse(arguments);
            if (!options.runsDibs()) {
                PayaraMicroLauncher.main(arguments);
                return;
            }
            status = run(options, System.out);
        } catch (LaunchException | RedisUnavailableException e) {
            System.err.println("Dibs cannot run: " + e.getMessage());
            status = FAILED;
        }
        // Not a plain return: a failed boot leaves threads behind that would keep this process alive.
        System.exit(status);
    }

    private static int run(LaunchOptions options, PrintStream out) throws Exception {
        StopRequest stop = StopRequest.onSignals();
        if (options.stopsWithParent()) {
            stop.whenParentEnds();
        }
        PortCheck.requireFree(options.address(), options.fixedPort());
        try (DataFolder data = DataFolder.open(options.data());
                RedisServer redis = LaunchSettings.redisUrl().isPresent() ? null : RedisServer.start(data.redis())) {
            if (redis != null) {
                System.setProperty(LaunchSettings.REDIS_URL, redis.uri());
            }
            System.setProperty(LaunchSettings.DATA, data.application().toString());
            if (LaunchSettings.leavesSignInOpen()) {
                AdminAccount admin = AdminAccount.in(data);
                System.setProperty(LaunchSettings.USERS_FILE, data.users().toString());
                out.println(admin.announcement());
            }
            Ear ear = options.ear().isPresent() ? new Ear(options.ear().get()) : Ear.bundled(data.server());
            try (MicroServer server = MicroServer.boot(MicroArguments.of(options, data))) {
                if (stop.isRequested()) {
                    return 0;
                }
                server.deploy(ear);
                out.println(
                        "Dibs is ready: http://" + options.host() + ":" + server.httpPort() + ear.contextRoot() + "/");
                out.flush();
                stop.await();
            }
        }
        return 0;
    }
}
