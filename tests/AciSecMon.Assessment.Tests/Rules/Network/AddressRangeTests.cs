using System.Net;
using AciSecMon.Assessment.Rules.Network;

namespace AciSecMon.Assessment.Tests.Rules.Network;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.0.1", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("168.63.129.16", true)]
    [InlineData("168.63.129.17", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("1.1.1.1", false)]
    [InlineData("fd00::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("::1", true)]
    [InlineData("2001:4860:4860::8888", false)]
    [InlineData("::ffff:10.0.0.4", true)]
    [InlineData("::ffff:8.8.8.8", false)]
    public void An_address_is_inside_or_on_the_internet(string text, bool isInside)
    {
        Assert.True(AddressRange.TryParseAddress(text, out IPAddress? address));
        Assert.Equal(isInside, AddressRange.IsInside(address));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10.1")]
    [InlineData("010.0.0.1")]
    [InlineData("0x0a.0.0.1")]
    [InlineData("10.0.0.1 ")]
    [InlineData("10.0.0.256")]
    [InlineData("dns.google")]
    [InlineData("fe80::1%eth0")]
    public void What_readers_could_take_for_different_addresses_is_none(string text) => Assert.False(AddressRange.TryParseAddress(text, out _));

    [Theory]
    [InlineData("203.0.113.0/24", "203.0.113.9", true)]
    [InlineData("203.0.113.0/24", "203.0.114.9", false)]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("2001:db8::/32", "2001:db8:1::1", true)]
    public void A_range_is_an_address_or_a_prefix(string text, string address, bool isIn)
    {
        Assert.True(AddressRange.TryParse(text, out IPNetwork range));
        Assert.Equal(isIn, range.Contains(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("203.0.113.9/24")]
    [InlineData("203.0.113.0/33")]
    [InlineData("203.0.113.0/")]
    [InlineData("/24")]
    public void A_prefix_must_be_one(string text) => Assert.False(AddressRange.TryParse(text, out _));
}
