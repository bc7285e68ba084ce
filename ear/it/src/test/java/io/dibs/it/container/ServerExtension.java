package io.dibs.it.container;

import org.jboss.arquillian.core.spi.LoadableExtension;

/** Makes {@link TestServer} part of Arquillian. */
public class ServerExtension implements LoadableExtension {
    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(TestServer.class);
    }
}
