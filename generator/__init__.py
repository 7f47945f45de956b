"""The generator of a public registry of demonstration platforms.

The flow, each step a function from a value to a value:

    receipt  = receive(folder)                                # 收件
    register = Register.bind(receipt)                         # 登记
    findings = [*receipt.findings, *examine(register, as_of)] # 审查
    snapshot = Snapshot.of(register, as_of)                   # 截至某日
    site     = Site(Publication(snapshot, …), printed)        # 网站
    write(site, site.manifest, folder)                        # 付印
"""

__version__ = "0.1.0"
