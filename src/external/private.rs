//! Addresses of private networks, which a check does not visit unless it is allowed to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether `address` leads into this machine or a private network, or is no address of a host at all.
pub fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => is_private_v6(address),
    }
}

/// Whether no page is ever at `address`, also where private networks may be visited: this includes the services by which
/// clouds hand out the keys of a machine.
pub fn is_forbidden(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_forbidden_v4(address),
        IpAddr::V6(address) => {
            address.is_unspecified()
                || address.is_unicast_link_local()
                || address.is_multicast()
                || address == CLOUD_V6
                || embedded(address).is_some_and(is_forbidden_v4)
        }
    }
}

/// Where Amazon's machines find what describes them. Others are link-local.
const CLOUD_V6: Ipv6Addr = Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254);

fn is_forbidden_v4(address: Ipv4Addr) -> bool {
    // The last one is Alibaba Cloud's.
    address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_unspecified()
        || address == Ipv4Addr::new(100, 100, 100, 200)
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        // Of this network, of carriers (CGNAT), of protocols, of measurements, and reserved.
        || a == 0
        || (a == 100 && b & 0xc0 == 64)
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && b & 0xfe == 18)
        || a >= 240
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    address.is_loopback()
        || address.is_unspecified()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        || address.is_multicast()
        // Site-local, Teredo, and documentation.
        || segments[0] & 0xffc0 == 0xfec0
        || (segments[0] == 0x2001 && matches!(segments[1], 0 | 0xdb8))
        || embedded(address).is_some_and(is_private_v4)
}

/// The address of IPv4 that `address` stands for: mapped, compatible, of NAT64, or of 6to4.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let ([0, 0, 0, 0, 0, 0xffff | 0, high, low] | [0x64, 0xff9b, .., high, low] | [0x2002, high, low, ..]) =
        address.segments()
    else {
        return None;
    };
    Some(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_known() {
        for (address, expected) in [
            ("127.0.0.1", true),
            ("10.1.2.3", true),
            ("172.16.0.1", true),
            ("172.32.0.1", false),
            ("192.168.1.1", true),
            ("169.254.169.254", true),
            ("100.64.0.1", true),
            ("100.128.0.1", false),
            ("0.0.0.0", true),
            ("255.255.255.255", true),
            ("198.18.0.1", true),
            ("93.184.216.34", false),
            ("::1", true),
            ("::", true),
            ("fd00:ec2::254", true),
            ("fe80::1", true),
            ("fec0::1", true),
            ("::ffff:127.0.0.1", true),
            ("::ffff:93.184.216.34", false),
            ("::10.0.0.1", true),
            ("64:ff9b::a00:1", true),
            ("2002:7f00:1::", true),
            ("2606:2800:220:1::1", false),
        ] {
            assert_eq!(is_private(address.parse().unwrap()), expected, "{address}");
        }
    }

    #[test]
    fn some_private_addresses_are_never_visited() {
        for (address, expected) in [
            ("169.254.169.254", true),
            ("fd00:ec2::254", true),
            ("fe80::1", true),
            ("::ffff:169.254.169.254", true),
            ("64:ff9b::a9fe:a9fe", true),
            ("100.100.100.200", true),
            ("0.0.0.0", true),
            ("127.0.0.1", false),
            ("::1", false),
            ("10.0.0.1", false),
            ("fd00::1", false),
        ] {
            let address = address.parse().unwrap();
            assert_eq!(is_forbidden(address), expected, "{address}");
            assert!(is_private(address), "{address}");
        }
    }
}
