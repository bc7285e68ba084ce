package io.dibs.launcher;

import java.lang.reflect.InvocationTargetException;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.PayaraMicroLauncher;

/** Payara Micro within this process. */
final class MicroServer implements AutoCloseable {
    private final PayaraMicroRuntime runtime;

    private MicroServer(PayaraMicroRuntime runtime) {
        this.runtime = runtime;
    }

    static MicroServer boot(String... arguments) {
        try {
            return new MicroServer(PayaraMicroLauncher.create(arguments).getRuntime());
        } catch (Exception e) {
            Throwable cause = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
            throw new LaunchException("Payara Micro did not start (" + cause + "); its log above says why.", e);
        }
    }

    /**
     * Deploys after the boot: deployed during it, an EAR stops the server, whose closing report expects every module to
     * have a context root.
     */
    void deploy(Ear ear) {
        // The runtime also answers yes when the application's own start-up failed: then there is none more than before.
        // Its
        // name says nothing: an EAR may have one of its own, whatever the file is called.
        int before = runtime.getDeployedApplicationNames().size();
        if (!runtime.deploy(ear.path().toFile())
                || runtime.getDeployedApplicationNames().size() == before) {
            throw new LaunchException("The EAR " + ear.path() + " could not be deployed; the log above says why.");
        }
    }

    int httpPort() {
        return runtime.getLocalDescriptor().getHttpPorts().get(0);
    }

    /** Undeploys first, since a stop alone leaves no time for the applications' own. */
    @Override
    public void close() throws BootstrapException {
        try {
            for (String application : runtime.getDeployedApplicationNames()) {
                runtime.undeploy(application);
            }
        } finally {
            runtime.shutdown();
        }
    }
}
