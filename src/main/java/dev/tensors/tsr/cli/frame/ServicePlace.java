package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.network.InvalidSettings;
import dev.tensors.tsr.network.NetworkSettings;
import dev.tensors.tsr.network.ServiceAddress;
import dev.tensors.tsr.network.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The address of a service.
 *
 * @param source the option, variable or setting that names it, for messages; null: it is the usual
 *     one
 */
record ServicePlace(String address, @Nullable String source) {

  static ServicePlace of(@Nullable String address, String source, String usual) {
    return address == null ? new ServicePlace(usual, null) : new ServicePlace(address, source);
  }

  /** This place, or the other one if no setting names this one. */
  ServicePlace or(ServicePlace other) {
    return source == null ? other : this;
  }

  /**
   * The settings of the service's client.
   *
   * @throws InvalidConfiguration if the address, a proxy or a certificate cannot be used
   */
  Settings settings(@Nullable String key, Environment environment) {
    checked();
    try {
      return Settings.of(
              address, key, ProgramVersion.userAgent(), NetworkSettings.of(environment.variables()))
          .withAddressFrom(source);
    } catch (InvalidSettings e) { // which names the variable that is wrong
      throw new InvalidConfiguration(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The address.
   *
   * @throws InvalidConfiguration if it cannot or must not be used
   */
  String checked() {
    try {
      ServiceAddress.check(Settings.address(address));
      return address;
    } catch (InvalidSettings e) {
      throw new InvalidConfiguration(source + ": " + e.getMessage());
    }
  }
}
