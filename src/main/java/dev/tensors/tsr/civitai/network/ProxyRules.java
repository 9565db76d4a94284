package dev.tensors.tsr.civitai.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/** Passes the proxies of {@link NetworkSettings} to HttpClient. */
final class ProxyRules extends ProxySelector {

  private final NetworkSettings network;

  ProxyRules(NetworkSettings network) {
    this.network = network;
  }

  @Override
  public List<Proxy> select(URI target) {
    NetworkSettings.Proxy proxy = network.proxy(target);
    return List.of(
        proxy == null
            ? Proxy.NO_PROXY
            : new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.host(), proxy.port())));
  }

  @Override
  public void connectFailed(URI target, SocketAddress address, IOException failure) {
    // The exception of the call reports it.
  }
}
