package io.dibs.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The command line: Payara Micro's options, passed on, and these.
 *
 * <ul>
 *   <li>{@code --dibs-data DIR}: what is to outlast a run; default: system property {@code dibs.data}, else {@code .dibs}
 *   <li>{@code --address ADDRESS}: where to listen; default 127.0.0.1
 *   <li>{@code --port N}: default 8080, or the next port that is free; a given port is that port or none, unless
 *       {@code --autobindhttp} is given too
 *   <li>{@code --deploy some.ear}: this EAR instead of the bundled one
 *   <li>{@code --dibs}: run Dibs also when other archives are given to deploy
 *   <li>{@code --stop-with-parent}: stop when the process that started this one has ended
 * </ul>
 */
record LaunchOptions(
        boolean runsDibs,
        Path data,
        String address,
        Optional<Integer> fixedPort,
        Optional<Path> ear,
        boolean stopsWithParent,
        Optional<Path> preBootCommands,
        List<String> others) {
    /** With one of these, Payara Micro has something else to do than to wait for our EAR. */
    private static final Set<String> OTHER_WORK = Set.of(
            "--deploy",
            "--deploydir",
            "--deploymentdir",
            "--deployfromgav",
            "--help",
            "--outputlauncher",
            "--outputuberjar",
            "--version",
            "--warmup");

    private static final int DEFAULT_PORT = 8080;
    private static final int PORTS_TO_TRY = 1000;

    static LaunchOptions parse(String... arguments) {
        boolean otherWork = false;
        boolean dibs = false;
        boolean stopsWithParent = false;
        Path data = Path.of(LaunchSettings.data().orElse(".dibs"));
        String address = "127.0.0.1";
        Integer port = null;
        boolean anyPort = false;
        Path ear = null;
        Path preBootCommands = null;
        List<String> others = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            // Payara Micro's options are the same in upper and in lower case.
            String option = argument.toLowerCase(Locale.ROOT);
            switch (option) {
                case "--dibs" -> dibs = true;
                case "--stop-with-parent" -> stopsWithParent = true;
                case "--dibs-data" -> data = Path.of(value(arguments, ++i));
                case "--address" -> address = value(arguments, ++i);
                case "--port" -> port = number(arguments, ++i);
                case "--prebootcommandfile" -> preBootCommands = Path.of(value(arguments, ++i));
                case "--autobindhttp" -> anyPort = true;
                default -> {
                    if (option.equals("--deploy")
                            && value(arguments, i + 1).toLowerCase(Locale.ROOT).endsWith(".ear")) {
                        ear = Path.of(arguments[++i]);
                    } else {
                        otherWork |= OTHER_WORK.contains(option);
                        others.add(argument);
                    }
                }
            }
        }
        if (port == null || anyPort) {
            others.add("--autobindhttp");
            if (others.stream().noneMatch("--autobindrange"::equalsIgnoreCase)) {
                others.addAll(List.of("--autobindrange", Integer.toString(PORTS_TO_TRY)));
            }
        }
        others.addAll(List.of("--port", Integer.toString(port == null ? DEFAULT_PORT : port)));
        return new LaunchOptions(
                dibs || ear != null || !otherWork,
                data,
                address,
                anyPort ? Optional.empty() : Optional.ofNullable(port),
                Optional.ofNullable(ear),
                stopsWithParent,
                Optional.ofNullable(preBootCommands),
                List.copyOf(others));
    }

    /** Where a browser on this machine finds us: an address that means all of them is no destination. */
    String host() {
        return address.equals("0.0.0.0") || address.equals("::") ? "127.0.0.1" : address;
    }

    private static String value(String[] arguments, int index) {
        if (index >= arguments.length) {
            throw new LaunchException("The option " + arguments[index - 1] + " needs a value.");
        }
        return arguments[index];
    }

    private static int number(String[] arguments, int index) {
        String value = value(arguments, index);
        try {
            int port = Integer.parseInt(value);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // The same as a number that is no port.
        }
        throw new LaunchException("The option --port needs a number from 1 to 65535, not " + value + ".");
    }
}
